package dev.tidegate.quality;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What a Markdown page shows: its fenced blocks and its links. */
public record Markdown(String text) {

    private static final Pattern FENCE = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```$");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)[^)]*\\)");

    /** The contents of the blocks in {@code language}. */
    public List<String> blocks(String language) {
        return FENCE.matcher(text)
                .results()
                .filter(block -> block.group(1).equals(language))
                .map(block -> block.group(2))
                .toList();
    }

    /** The targets of the links to files of the repository. */
    public List<String> files() {
        return LINK.matcher(FENCE.matcher(text).replaceAll(""))
                .results()
                .map((MatchResult link) -> link.group(1))
                .filter(target -> !target.contains("://"))
                .toList();
    }
}
