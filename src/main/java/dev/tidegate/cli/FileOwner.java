package dev.tidegate.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Properties;

/** The process that left a file with its number, {@code pid}, and its start, {@code began}. */
final class FileOwner {

    /** The system tells a process's start anew to each reader, in the clock of the moment. */
    private static final Duration UNSHARP = Duration.ofMinutes(1);

    private FileOwner() {}

    /** Whether it still runs: not another one with its number. */
    static boolean runs(Properties left) {
        String pid = left.getProperty("pid", "");
        return pid.matches("\\d{1,18}")
                && ProcessHandle.of(Long.parseLong(pid))
                        .filter(ProcessHandle::isAlive)
                        .flatMap(process -> process.info().startInstant())
                        .filter(began -> isAbout(began, left.getProperty("began", "")))
                        .isPresent();
    }

    private static boolean isAbout(Instant began, String left) {
        try {
            return Duration.between(began, Instant.parse(left)).abs().compareTo(UNSHARP) < 0;
        } catch (DateTimeException e) {
            return false;
        }
    }
}
