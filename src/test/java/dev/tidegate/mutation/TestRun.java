package dev.tidegate.mutation;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import org.junit.platform.engine.CancellationToken;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherExecutionRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherExecutionRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Runs tests until the first of them fails. */
final class TestRun implements TestExecutionListener {

    private static final Path CLASSES = Path.of("target", "test-classes");

    private final CancellationToken end = CancellationToken.create();
    private int passed;
    private String failed = "";

    private TestRun() {}

    /**
     * The first test that fails with the mutant's classes; empty when all of them pass.
     *
     * @throws IllegalStateException when there is no test at all
     */
    static Optional<String> firstFailure(Map<String, byte[]> mutant, List<String> tests) {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        MutantLoader loader = new MutantLoader(mutant);
        Thread.currentThread().setContextClassLoader(loader);
        try {
            TestRun run = new TestRun();
            for (String test : tests) {
                if (run.failed.isEmpty()) {
                    run.run(loader.loadClass(named(test)));
                }
            }
            if (run.passed == 0 && run.failed.isEmpty()) {
                throw new IllegalStateException(tests + " have no test");
            }
            return run.failed.isEmpty() ? Optional.empty() : Optional.of(run.failed);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    private void run(Class<?> test) {
        LauncherExecutionRequest request =
                LauncherExecutionRequestBuilder.request(
                                LauncherDiscoveryRequestBuilder.request()
                                        .selectors(selectClass(test))
                                        // a mutant may wait for ever
                                        .configurationParameter(
                                                "junit.jupiter.execution.timeout.default", "60 s")
                                        .configurationParameter(
                                                "junit.jupiter.execution.timeout.thread.mode.default",
                                                "SEPARATE_THREAD")
                                        .build())
                        .listeners(this)
                        .cancellationToken(end)
                        .build();
        LauncherFactory.create(
                        LauncherConfig.builder()
                                .enableTestExecutionListenerAutoRegistration(false)
                                .enableLauncherSessionListenerAutoRegistration(false)
                                .build())
                .execute(request);
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        switch (result.getStatus()) {
            case FAILED -> {
                if (failed.isEmpty()) {
                    failed =
                            test.getDisplayName()
                                    + ": "
                                    + result.getThrowable().map(Throwable::toString).orElse("");
                }
                end.cancel();
            }
            case SUCCESSFUL -> passed += test.isTest() ? 1 : 0;
            case ABORTED -> {}
        }
    }

    /** The class of this simple name. */
    private static String named(String simple) {
        try (Stream<Path> files = Files.walk(CLASSES)) {
            return files.filter(file -> file.endsWith(simple + ".class"))
                    .findFirst()
                    .map(file -> CLASSES.relativize(file).toString())
                    .map(file -> file.substring(0, file.length() - ".class".length()))
                    .map(file -> file.replace(file.contains("\\") ? '\\' : '/', '.'))
                    .orElseThrow(() -> new IllegalStateException(simple + ": no such test"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
