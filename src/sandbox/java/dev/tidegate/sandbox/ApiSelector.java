package dev.tidegate.sandbox;

import com.fasterxml.jackson.databind.JsonNode;

import org.jspecify.annotations.Nullable;

import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which objects a list or a watch is about: namespace, name, label and field selectors. */
final class ApiSelector {

    /** Commas between terms, not those in a set of values. */
    private static final Pattern BETWEEN_TERMS = Pattern.compile(",(?![^(]*\\))");

    private static final Pattern SET = Pattern.compile("(?<key>\\S+) in \\((?<values>[^)]*)\\)");

    private ApiSelector() {}

    static Predicate<JsonNode> of(ApiCall call) {
        Predicate<JsonNode> chosen = object -> true;
        if (!call.namespace().isEmpty()) {
            chosen = chosen.and(o -> is(o.at("/metadata/namespace"), call.namespace()));
        }
        if (!call.name().isEmpty()) {
            chosen = chosen.and(o -> is(o.at("/metadata/name"), call.name()));
        }
        return chosen.and(fields(call.query("fieldSelector")))
                .and(labels(call.query("labelSelector")));
    }

    private static Predicate<JsonNode> fields(@Nullable String selector) {
        return terms(selector, (object, path) -> object.at("/" + path.replace('.', '/')));
    }

    private static Predicate<JsonNode> labels(@Nullable String selector) {
        return terms(
                selector, (object, label) -> object.path("metadata").path("labels").path(label));
    }

    private static Predicate<JsonNode> terms(@Nullable String selector, Lookup lookup) {
        Predicate<JsonNode> all = object -> true;
        if (selector == null || selector.isEmpty()) {
            return all;
        }
        for (String term : BETWEEN_TERMS.split(selector, -1)) {
            Matcher set = SET.matcher(term);
            int not = term.indexOf("!=");
            int eq = term.indexOf('=');
            if (set.matches()) {
                Set<String> values = Set.of(set.group("values").split(","));
                all = all.and(o -> values.contains(lookup.at(o, set.group("key")).asText("")));
            } else if (not > 0) {
                String value = term.substring(not + 2);
                all = all.and(o -> !is(lookup.at(o, term.substring(0, not)), value));
            } else if (eq > 0) {
                String value = term.substring(eq + 1).replace("=", "");
                all = all.and(o -> is(lookup.at(o, term.substring(0, eq)), value));
            } else {
                all = all.and(o -> !lookup.at(o, term).isMissingNode());
            }
        }
        return all;
    }

    private static boolean is(JsonNode node, String value) {
        return node.asText("").equals(value);
    }

    private interface Lookup {
        JsonNode at(JsonNode object, String key);
    }
}
