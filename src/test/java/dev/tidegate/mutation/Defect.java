package dev.tidegate.mutation;

import dev.tidegate.simulation.judge.Invariant;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A defect that Tidegate had once.
 *
 * @param title what mended it
 * @param found where the simulation finds it; empty when it does not
 * @param unfound why none does; empty when one does
 * @param changes what brings it back
 */
record Defect(String title, Optional<Find> found, String unfound, List<Mutation> changes) {

    /**
     * Where it is found.
     *
     * @param seed the first in which it breaks a promise
     * @param invariant the promise
     */
    record Find(long seed, Invariant invariant) {

        private static Find of(String text) {
            String[] words = text.split(" ", 2);
            return new Find(Long.parseLong(words[0]), Invariant.valueOf(words[1]));
        }
    }

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
                isFound ? Optional.of(Find.of(found.substring(SEED.length()))) : Optional.empty(),
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
