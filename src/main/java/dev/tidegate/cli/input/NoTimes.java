package dev.tidegate.cli.input;

import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;

import java.util.regex.Pattern;

/** The types of YAML without times: what looks like one stays text, as kubectl reads it. */
final class NoTimes extends Resolver {

    @Override
    public void addImplicitResolver(Tag tag, Pattern form, String first, int limit) {
        if (!tag.equals(Tag.TIMESTAMP)) {
            super.addImplicitResolver(tag, form, first, limit);
        }
    }
}
