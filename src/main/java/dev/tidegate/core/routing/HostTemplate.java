package dev.tidegate.core.routing;

import dev.tidegate.core.distribution.Version;

import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Every version has a host, made from one template.
 *
 * @param text a host with {@code {version}} in it, such as {@code reviews-{version}}
 */
public record HostTemplate(String text) implements HostNames {

    private static final String VERSION = "{version}";

    public HostTemplate {
        if (!text.contains(VERSION)) {
            throw new IllegalArgumentException(
                    "route.host: \"%s\" does not contain {version}; write for example reviews-{version}"
                            .formatted(text));
        }
    }

    /** Whether {@code {version}} stands in the first label alone, so that it names a Service. */
    public boolean namesServices() {
        int dot = text.indexOf('.');
        return dot < 0 || text.lastIndexOf(VERSION) < dot;
    }

    @Override
    public String field() {
        return "route.host";
    }

    @Override
    public Optional<String> host(Version version) {
        return Optional.of(text.replace(VERSION, version.name()));
    }

    @Override
    public Optional<Version> versionOf(String host, UnaryOperator<String> full) {
        String template = full.apply(text);
        int at = template.indexOf(VERSION);
        String before = template.substring(0, at);
        String after = template.substring(at + VERSION.length());
        return host.length() > before.length() + after.length()
                        && host.startsWith(before)
                        && host.endsWith(after)
                ? Version.parse(host.substring(before.length(), host.length() - after.length()))
                : Optional.empty();
    }

    @Override
    public String words(UnaryOperator<String> full) {
        return full.apply(text);
    }
}
