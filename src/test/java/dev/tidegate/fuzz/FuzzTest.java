package dev.tidegate.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/**
 * Inputs made of the examples of the repository, by every door: each is understood, or refused with
 * a reason. Seeded, and without Jazzer: that needs an agent in the JVM and a native driver, and
 * finds by coverage what a grammar of small changes to good examples reaches directly.
 *
 * <p>{@code -Dfuzz.inputs=100000} makes so many a door; {@code -Dfuzz.seed=7} begins with another
 * seed, which with {@code -Dfuzz.inputs=1} is one input again; {@code -Dfuzz.door=kafka} opens one
 * door alone.
 */
@Execution(ExecutionMode.CONCURRENT)
class FuzzTest {

    private static final int INPUTS = Integer.getInteger("fuzz.inputs", 1_500);
    private static final long SEED = Long.getLong("fuzz.seed", 1);
    private static final String DOOR = System.getProperty("fuzz.door", "");
    private static final int GENERATIONS = 6;
    private static final int BATCH = 500;
    private static final Path PINNED = Path.of("src", "test", "resources", "fuzz");

    /** No assertion on speed: whoever has not answered by then never will. */
    private static final Duration HANGS = Duration.ofMinutes(5);

    static Stream<Door> doors() {
        return Stream.<Door>concat(
                        Stream.of(
                                EventDoor.kafka(),
                                EventDoor.http(),
                                EventDoor.knative(),
                                ManifestDoor.policy(),
                                ManifestDoor.objects(),
                                ResourceDoor.policy(),
                                ResourceDoor.rollout(),
                                RouteDoor.all()),
                        WebhookDoor.all().stream())
                .filter(door -> door.name().contains(DOOR));
    }

    @ParameterizedTest
    @MethodSource("doors")
    void whateverComesIsUnderstoodOrRefusedWithAReason(Door door) {
        Mutation mutation = new Mutation(examples(door), door.wellFormed());
        AtomicReference<String> now = new AtomicReference<>("");
        Map<String, String> failures = new ConcurrentHashMap<>();
        int understood = 0;
        for (long first = SEED; first < SEED + INPUTS; first += BATCH) {
            long from = first;
            understood +=
                    assertTimeoutPreemptively(
                            HANGS, () -> batch(door, mutation, from, now, failures), now::get);
        }
        assertThat(failures.values()).as("one input for each kind of failure").isEmpty();
        System.out.printf("%s: %d inputs, %d understood%n", door.name(), INPUTS, understood);
        assertThat(understood)
                .as("inputs that are still understood")
                .isGreaterThanOrEqualTo(INPUTS / 100);
    }

    /** What is understood, of which a small change makes what nearly is, counts four times. */
    private static List<Input> examples(Door door) {
        return door.corpus().stream()
                .flatMap(
                        each -> Collections.nCopies(understands(door, each) ? 4 : 1, each).stream())
                .toList();
    }

    private static boolean understands(Door door, Input example) {
        try {
            return door.enter(example);
        } catch (RuntimeException | AssertionError e) {
            return false; // reported when its turn comes
        }
    }

    private static int batch(
            Door door,
            Mutation mutation,
            long from,
            AtomicReference<String> now,
            Map<String, String> failures) {
        int understood = 0;
        for (long seed = from; seed < Math.min(from + BATCH, SEED + INPUTS); seed++) {
            Random random = new Random(seed);
            int generation = 1 + random.nextInt(GENERATIONS);
            Input input = mutation.of(Strange.pick(mutation.corpus(), random), generation, random);
            String title =
                    "%s: seed %d, generation %d, of %s"
                            .formatted(door.name(), seed, generation, input.origin());
            now.set(title);
            try {
                understood += door.enter(input) ? 1 : 0;
            } catch (Throwable e) {
                failures.computeIfAbsent(
                        kind(e), kind -> kept(door, input, title, kind + "\n" + e.getMessage()));
            }
        }
        return understood;
    }

    /** Where it failed, or what was asserted: many inputs fail by one fault. */
    private static String kind(Throwable e) {
        String where =
                Stream.of(e.getStackTrace())
                        .filter(at -> at.getClassName().startsWith("dev.tidegate"))
                        .findFirst()
                        .map(StackTraceElement::toString)
                        .orElse("");
        return e.getClass().getSimpleName() + " at " + where;
    }

    /** Keeps the input in a file and shows it. */
    private static String kept(Door door, Input input, String title, String kind) {
        Path kept = Path.of("target", "fuzz", door.name(), title.replaceAll("\\W+", "-"));
        try {
            Files.createDirectories(kept.getParent());
            Files.write(kept, input.pinned());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String text = new String(input.pinned(), StandardCharsets.UTF_8);
        return "%n%.1500s%n%s%nkept in %s, to be pinned in %s:%n%s%n"
                .formatted(
                        kind,
                        title,
                        kept,
                        PINNED.resolve(door.name()),
                        text.substring(0, Math.min(1_500, text.length())));
    }

    /** What failed once. */
    @ParameterizedTest
    @MethodSource("doors")
    void whatFailedOnceIsUnderstoodOrRefusedWithAReason(Door door) {
        assertThat(door.corpus()).isNotEmpty();
        for (Input input : pinned(door)) {
            assertThatCode(() -> door.enter(input)).as(input.origin()).doesNotThrowAnyException();
        }
    }

    private static List<Input> pinned(Door door) {
        Path folder = PINNED.resolve(door.name());
        return Files.exists(folder)
                ? Examples.files(folder, file -> true)
                        .map(file -> Input.pinned(file.toString(), Examples.bytes(file)))
                        .toList()
                : List.of();
    }
}
