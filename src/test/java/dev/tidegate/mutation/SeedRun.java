package dev.tidegate.mutation;

import dev.tidegate.mutation.Defect.Find;
import dev.tidegate.simulation.judge.Invariant;

import java.lang.reflect.InvocationTargetException;
import java.util.Map;
import java.util.Optional;

/** Plays seeds of the simulation with the classes of a mutant. */
final class SeedRun {

    private SeedRun() {}

    /** The first failure of the seeds from {@code first} to before {@code end}. */
    static Optional<Find> firstFailure(Map<String, byte[]> mutant, long first, long end) {
        try {
            Class<?> seeds = new MutantLoader(mutant).loadClass("dev.tidegate.simulation.Seeds");
            String found =
                    (String)
                            seeds.getMethod("firstFailure", long.class, long.class)
                                    .invoke(null, first, end);
            String[] words = found.split(" ", 2);
            return found.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Find(Long.parseLong(words[0]), Invariant.valueOf(words[1])));
        } catch (ClassNotFoundException
                | NoSuchMethodException
                | IllegalAccessException
                | InvocationTargetException e) {
            throw new IllegalStateException(e);
        }
    }
}
