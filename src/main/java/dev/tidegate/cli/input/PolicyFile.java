package dev.tidegate.cli.input;

import dev.tidegate.adapter.policies.PolicyDocument;

import java.nio.file.Path;

/** A file with one RolloutPolicy. */
public final class PolicyFile {

    private PolicyFile() {}

    /**
     * Reads the policy.
     *
     * @throws IllegalArgumentException naming the file, the field, the value and the rule
     */
    public static PolicyDocument read(Path file) {
        TextFile text = TextFile.read(file, "a file with a RolloutPolicy");
        try {
            return PolicyDocument.parse(text.text());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }
}
