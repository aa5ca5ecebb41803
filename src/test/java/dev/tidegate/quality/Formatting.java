package dev.tidegate.quality;

import com.google.googlejavaformat.java.Main;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Runs google-java-format in its AOSP style (four spaces, 100 columns) over a folder. */
final class Formatting {

    private Formatting() {}

    /** The Java files below {@code folder} that are not formatted, and what cannot be parsed. */
    static List<String> unformatted(Path folder) {
        return run("--dry-run", folder);
    }

    /** Formats the Java files below {@code folder} in place; returns what cannot be parsed. */
    static List<String> write(Path folder) {
        return run("--replace", folder);
    }

    private static List<String> run(String mode, Path folder) {
        List<String> arguments = new ArrayList<>(List.of("--aosp", mode));
        try (Stream<Path> files = Files.walk(folder)) {
            files.map(Path::toString).filter(f -> f.endsWith(".java")).forEach(arguments::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        StringWriter out = new StringWriter();
        PrintWriter printer = new PrintWriter(out, true);
        try {
            new Main(printer, printer, InputStream.nullInputStream())
                    .format(arguments.toArray(String[]::new));
        } catch (Exception e) { // the formatter's own exception is not public
            throw new IllegalStateException(e);
        }
        return out.toString().lines().toList();
    }
}
