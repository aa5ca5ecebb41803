package dev.tidegate.adapter.cloudevents;

import dev.tidegate.controller.Invalid;

import org.jspecify.annotations.Nullable;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The version in a package URL: its {@code tag} qualifier, by which OCI images are known to people,
 * or what follows the {@code @}.
 *
 * @see <a href="https://github.com/package-url/purl-spec/blob/main/purl-specification.md">purl</a>
 */
final class PackageUrl {

    private static final Pattern TAG = Pattern.compile("[?&]tag=([^&#]+)");
    private static final Pattern AT = Pattern.compile("@([^@]+)$");

    private PackageUrl() {}

    /**
     * The version that {@code purl} names.
     *
     * @throws Invalid when it names none, or one that is no DNS label, such as a digest
     */
    static String version(String field, @Nullable String purl) {
        String text = Check.text(field, purl, Check.LONG);
        if (!text.startsWith("pkg:")) {
            throw new Invalid(
                    field,
                    "\"%s\" is no package URL; write for example pkg:oci/reviews@sha256%%3A…?tag=v2"
                            .formatted(text));
        }
        Optional<String> version =
                first(TAG, text)
                        .or(() -> first(AT, text.split("[?#]", 2)[0]))
                        .filter(found -> !found.startsWith("sha256"));
        if (version.isEmpty()) {
            throw new Invalid(
                    field,
                    "\"%s\" names no version; add ?tag=v2, or customData with a version"
                            .formatted(text));
        }
        return Check.label(field, version.get());
    }

    private static Optional<String> first(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(match -> match.group(1)).findFirst();
    }
}
