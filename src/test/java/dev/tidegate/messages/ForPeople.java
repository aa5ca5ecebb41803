package dev.tidegate.messages;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What no message for people has in it: a line for each that has. */
public final class ForPeople {

    private static final Map<String, Pattern> NEVER =
            Map.of(
                    "name of a class",
                    Pattern.compile(
                            "\\b(java|javax|jakarta|sun|com|org|io|dev)(\\.[a-z]\\w*)+\\.[A-Z]\\w*"
                                    + "|\\b[A-Z][a-z]+\\w*[a-z](Spec|Node|Impl)\\b|\\bArrayList\\b"
                                    + "|is not an? (int|long|Integer|Long)\\b"),
                    "text of an exception",
                    Pattern.compile("\\b\\w+Exception\\b|\\[Source: |START_(OBJECT|ARRAY)"),
                    "record as its code shows it",
                    Pattern.compile("\\b[A-Z]\\w+\\[\\w+="),
                    "map as its code shows it",
                    Pattern.compile("\\{[^{}:]*\\w=[^=]"),
                    "ISO duration",
                    Pattern.compile("\\bP(\\d+D)?T\\d[\\dHMS.]*\\b"),
                    "finer than milliseconds",
                    Pattern.compile("\\d\\d:\\d\\d:\\d\\d\\.\\d{4,}"),
                    "nothing",
                    Pattern.compile("(^|: )(null|Optional\\.empty|Optional\\[.*])$"));

    private ForPeople() {}

    /** What people wrote themselves stands in quotes, and may be anything. */
    public static List<String> problems(String text) {
        return text.lines()
                .filter(line -> !line.startsWith("# "))
                .map(line -> line.replaceAll("\"[^\"]*\"", "\"\""))
                .map(line -> line.replaceAll("\\w\\{(\\w+=\"\"(, )?)+}", "a selector"))
                .flatMap(
                        line ->
                                NEVER.entrySet().stream()
                                        .filter(never -> never.getValue().matcher(line).find())
                                        .map(never -> never.getKey() + ": " + line))
                .toList();
    }
}
