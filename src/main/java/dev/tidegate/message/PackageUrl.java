package dev.tidegate.message;

import com.github.packageurl.MalformedPackageURLException;
import com.github.packageurl.PackageURL;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.distribution.VersionSpelling;
import dev.tidegate.core.text.Blanks;

import org.jspecify.annotations.Nullable;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The version in a package URL: its {@code tag} qualifier, by which OCI images are known to people,
 * or what follows the {@code @}, where that is no digest.
 *
 * @see <a href="https://github.com/package-url/purl-spec/blob/main/purl-specification.md">purl</a>
 */
final class PackageUrl {

    private PackageUrl() {}

    /**
     * The version that {@code purl} names.
     *
     * @throws Invalid when it names none, or one that is no DNS label
     */
    static Version version(String field, @Nullable String purl, VersionSpelling spelling) {
        String text = Check.text(field, purl, Check.LONG);
        PackageURL parsed = parsed(field, text);
        Optional<String> version =
                Stream.of(tag(parsed), Objects.requireNonNullElse(parsed.getVersion(), ""))
                        .map(Blanks::stripped)
                        .filter(named -> !named.isEmpty() && named.indexOf(':') < 0)
                        .findFirst();
        if (version.isEmpty()) {
            throw new Invalid(
                    field,
                    "\"%s\" names no version; add ?tag=v2, or customData with a version"
                            .formatted(text));
        }
        return Check.version(field, version.get(), spelling);
    }

    private static String tag(PackageURL parsed) {
        Map<String, String> qualifiers =
                Objects.requireNonNullElse(parsed.getQualifiers(), Map.of());
        return qualifiers.getOrDefault("tag", "");
    }

    private static PackageURL parsed(String field, String text) {
        int colon = text.indexOf(':') + 1;
        try {
            // a scheme may be written in capitals
            return new PackageURL(
                    text.substring(0, colon).toLowerCase(Locale.ROOT) + text.substring(colon));
        } catch (MalformedPackageURLException e) {
            throw new Invalid(
                    field,
                    "\"%s\" is no package URL; write for example pkg:oci/reviews@sha256%%3A…?tag=v2"
                            .formatted(text));
        }
    }
}
