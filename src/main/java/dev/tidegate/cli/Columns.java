package dev.tidegate.cli;

import dev.tidegate.core.text.Invisible;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows of text with their columns below each other. */
final class Columns {

    private Columns() {}

    /** Each row a line; each column as wide as its widest cell. */
    static String of(List<List<String>> cells) {
        List<List<String>> rows =
                cells.stream().map(row -> row.stream().map(Invisible::escaped).toList()).toList();
        int columns = rows.stream().mapToInt(List::size).max().orElse(0);
        int[] widths =
                IntStream.range(0, columns)
                        .map(
                                i ->
                                        rows.stream()
                                                .filter(row -> i < row.size())
                                                .mapToInt(row -> row.get(i).length())
                                                .max()
                                                .orElse(0))
                        .toArray();
        return rows.stream()
                .map(
                        row ->
                                IntStream.range(0, row.size())
                                        .mapToObj(i -> padded(row.get(i), widths[i]))
                                        .collect(Collectors.joining("  "))
                                        .stripTrailing())
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String padded(String cell, int width) {
        return cell + " ".repeat(width - cell.length());
    }
}
