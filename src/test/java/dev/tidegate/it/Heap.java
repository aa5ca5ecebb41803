package dev.tidegate.it;

import dev.tidegate.sandbox.Artifact;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** What a process holds in memory. */
public final class Heap {

    private Heap() {}

    /**
     * How many objects of the class are there that something still refers to; none when the process
     * has ended.
     */
    public static int held(Artifact process, Class<?> of) {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        try (BufferedReader lines =
                new ProcessBuilder(jcmd, Long.toString(process.pid()), "GC.class_histogram")
                        .start()
                        .inputReader()) {
            return lines.lines()
                    .map(line -> line.strip().split("\\s+"))
                    .filter(columns -> columns.length > 3 && columns[3].equals(of.getName()))
                    .mapToInt(columns -> Integer.parseInt(columns[1]))
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
