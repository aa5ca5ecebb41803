package dev.tidegate.sandbox.envoy;

import java.util.Comparator;
import java.util.Map;

/** What an object says of itself: whose it is, and how old. */
record Meta(String kind, String namespace, String name, String created) {

    /** Of two objects the older one counts, as for istiod; of one age, the first by name. */
    static final Comparator<Map<String, Object>> BY_AGE =
            Comparator.comparing(
                    Meta::of,
                    Comparator.comparing(Meta::created)
                            .thenComparing(Meta::name)
                            .thenComparing(Meta::namespace));

    static Meta of(Map<String, Object> object) {
        Fields whole = new Fields("", object);
        Fields metadata = whole.part("metadata");
        return new Meta(
                whole.text("kind").orElse("object"),
                metadata.text("namespace").orElse(""),
                metadata.text("name").orElse(""),
                metadata.text("creationTimestamp").orElse(""));
    }

    @Override
    public String toString() {
        return "%s %s/%s".formatted(kind, namespace, name);
    }
}
