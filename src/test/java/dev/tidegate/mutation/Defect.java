package dev.tidegate.mutation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A defect that Tidegate had once.
 *
 * @param title what mended it
 * @param seed the first of the simulation in which it breaks a promise; empty when none does
 * @param unfound why none does; empty when one does
 * @param changes what brings it back
 */
record Defect(String title, OptionalLong seed, String unfound, List<Mutation> changes) {

    private static final String SEED = "seed: ";
    private static final String UNFOUND = "unfound: ";

    /** All of the list. */
    static List<Defect> all() {
        return Mutation.blocks("defects.txt").map(Defect::of).toList();
    }

    private static Defect of(List<String> lines) {
        String found = lines.get(1);
        boolean isFound = found.startsWith(SEED);
        List<Mutation> changes = new ArrayList<>();
        for (int i = 2; i < lines.size(); i += 3) {
            changes.add(Mutation.of(lines.subList(i, i + 3)));
        }
        return new Defect(
                lines.getFirst(),
                isFound
                        ? OptionalLong.of(Long.parseLong(found.substring(SEED.length())))
                        : OptionalLong.empty(),
                isFound ? "" : found.substring(UNFOUND.length()),
                List.copyOf(changes));
    }

    /** The classes that have it, as the class path shall show them. */
    Map<String, byte[]> classes() {
        Map<Path, String> sources = new LinkedHashMap<>();
        for (Mutation change : changes) {
            Path source = change.source();
            String before = sources.computeIfAbsent(source, Mutation::read);
            sources.put(source, change.in(before));
        }
        return MutantCompiler.compile(title, sources);
    }

    @Override
    public String toString() {
        return title;
    }
}
