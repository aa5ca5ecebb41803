package dev.tidegate.cli.input;

import org.yaml.snakeyaml.constructor.ConstructorException;
import org.yaml.snakeyaml.constructor.DuplicateKeyException;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.reader.ReaderException;

/** Why a text is no YAML, in words for the person who wrote it. */
final class YamlProblem {

    private YamlProblem() {}

    /** What is wrong, and where if that is known. */
    static String of(RuntimeException problem, String text) {
        return switch (problem) {
            case MarkedYAMLException marked when marked.getProblemMark() != null ->
                    at(marked, marked.getProblemMark(), text);
            case ReaderException strange ->
                    "no YAML: the character U+%04X may not stand in it; take it out"
                            .formatted(strange.getCodePoint());
            default ->
                    "no YAML that can be read: too many levels, an anchor that is used too often,"
                            + " or a tag that does not fit its value; write the values themselves";
        };
    }

    private static String at(MarkedYAMLException problem, Mark mark, String text) {
        return "line %d, column %d: no YAML: %s"
                .formatted(mark.getLine() + 1, mark.getColumn() + 1, what(problem, mark, text));
    }

    private static String what(MarkedYAMLException problem, Mark mark, String text) {
        boolean tab =
                text.codePoints().skip(mark.getIndex()).limit(1).anyMatch(point -> point == '\t');
        if (tab) {
            return "a tab stands where only blanks may";
        }
        return switch (problem) {
            case DuplicateKeyException _ -> "this key stands twice; give it once";
            case ConstructorException _ ->
                    "a tag or a reference that is not followed here; write the value itself";
            default ->
                    "cannot be read as YAML from here on; check brackets, quotes and indentation";
        };
    }
}
