package dev.tidegate.sandbox.envoy;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A part of an object, read field by field. {@link #end} refuses a field that nobody asked for, so
 * that whatever is not translated is told.
 */
final class Fields {
    private final String place;
    private final Map<String, Object> tree;
    private final Set<String> read = new HashSet<>();

    /**
     * A part.
     *
     * @param place the object and the path in it, such as {@code VirtualService bookinfo/reviews:
     *     spec.http[0]}
     */
    Fields(String place, Map<String, Object> tree) {
        this.place = place;
        this.tree = tree;
    }

    /** The spec of an object, which names itself in every message. */
    static Fields spec(Map<String, Object> object) {
        Fields whole = new Fields("", object);
        Fields metadata = whole.part("metadata");
        String title =
                "%s %s/%s"
                        .formatted(
                                whole.text("kind").orElse("object"),
                                metadata.text("namespace").orElse(""),
                                metadata.text("name").orElse(""));
        return new Fields(title + ": spec", whole.part("spec").tree);
    }

    boolean has(String name) {
        return value(name) != null;
    }

    boolean isEmpty() {
        return tree.isEmpty();
    }

    Optional<String> text(String name) {
        Object value = value(name);
        if (value != null && !(value instanceof String)) {
            throw wrong(name, "no text");
        }
        return Optional.ofNullable((String) value);
    }

    /** A text that says something: an empty one is as none, as in protobuf. */
    Optional<String> word(String name) {
        return text(name).filter(text -> !text.isEmpty());
    }

    OptionalLong number(String name) {
        Optional<Number> value = decimal(name);
        if (value.filter(n -> n.doubleValue() != n.longValue()).isPresent()) {
            throw wrong(name, "no whole number");
        }
        return value.map(n -> OptionalLong.of(n.longValue())).orElseGet(OptionalLong::empty);
    }

    /** A number above 0: there is no telling 0 from none, as in protobuf. */
    OptionalLong positive(String name) {
        OptionalLong value = number(name);
        return value.isPresent() && value.getAsLong() > 0 ? value : OptionalLong.empty();
    }

    Optional<Number> decimal(String name) {
        Object value = value(name);
        if (value != null && !(value instanceof Number)) {
            throw wrong(name, "no number");
        }
        return Optional.ofNullable((Number) value);
    }

    boolean flag(String name) {
        Object value = value(name);
        if (value != null && !(value instanceof Boolean)) {
            throw wrong(name, "neither true nor false");
        }
        return Boolean.TRUE.equals(value);
    }

    /** A duration as Envoy writes it, such as {@code 1.5s}. */
    Optional<String> duration(String name) {
        return text(name).map(text -> seconds(parse(name, text)));
    }

    private Duration parse(String name, String text) {
        try {
            return WireDuration.parse(at(name), text);
        } catch (IllegalArgumentException e) {
            throw new Refused(String.valueOf(e.getMessage()));
        }
    }

    /** A part below; empty when it is not there. */
    Fields part(String name) {
        Object value = value(name);
        if (value != null && !(value instanceof Map)) {
            throw wrong(name, "no object");
        }
        return new Fields(at(name), map(value));
    }

    List<Fields> parts(String name) {
        List<Fields> parts = new ArrayList<>();
        for (Object each : list(name)) {
            if (!(each instanceof Map)) {
                throw wrong(name, "no list of objects");
            }
            parts.add(new Fields("%s[%d]".formatted(at(name), parts.size()), map(each)));
        }
        return parts;
    }

    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        for (Object each : list(name)) {
            if (!(each instanceof String text)) {
                throw wrong(name, "no list of texts");
            }
            texts.add(text);
        }
        return texts;
    }

    /** All texts by their names: labels, headers to set. */
    Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        tree.keySet().forEach(name -> text(name).ifPresent(value -> texts.put(name, value)));
        return texts;
    }

    /** The parts below by their names, in their order: matches of headers. */
    Map<String, Fields> parts() {
        Map<String, Fields> parts = new LinkedHashMap<>();
        tree.keySet().forEach(name -> parts.put(name, part(name)));
        return parts;
    }

    /** Marks fields as read that change nothing for the callers' proxy. */
    Fields ignoring(String... names) {
        read.addAll(List.of(names));
        return this;
    }

    /**
     * The end of the reading.
     *
     * @throws Refused naming a field that was not read
     */
    void end() {
        tree.keySet().stream()
                .filter(name -> !read.contains(name))
                .findFirst()
                .ifPresent(
                        name -> {
                            throw new Refused(
                                    at(name)
                                            + " is not translated for Envoy; leave it out here, or"
                                            + " use --mesh own");
                        });
    }

    /** The error of a field whose value is not translated. */
    Refused wrong(String name, String why) {
        return new Refused("%s: %s is %s".formatted(at(name), tree.get(name), why));
    }

    @Override
    public String toString() {
        return place;
    }

    private static String seconds(Duration duration) {
        return BigDecimal.valueOf(duration.toMillis(), 3).toPlainString() + "s";
    }

    private String at(String name) {
        return place.isEmpty() ? name : place + "." + name;
    }

    private @Nullable Object value(String name) {
        read.add(name);
        return tree.get(name);
    }

    private List<?> list(String name) {
        Object value = value(name);
        if (value != null && !(value instanceof List)) {
            throw wrong(name, "no list");
        }
        return value == null ? List.of() : (List<?>) value;
    }

    @SuppressWarnings("unchecked") // objects come from JSON: their keys are texts
    private static Map<String, Object> map(@Nullable Object value) {
        return value instanceof Map ? (Map<String, Object>) value : Map.of();
    }
}
