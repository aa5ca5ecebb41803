package dev.tidegate.sandbox.process;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;

class GuardTest {

    private static final String LONG = "86399";

    @Test
    void guardHearsOfAProcessAndOfItsEnd() throws Exception {
        StringWriter heard = new StringWriter();
        Process process = new Guard(heard).guarded(new ProcessBuilder("true"));
        String all = "+ %1$d\n- %1$d\n".formatted(process.pid());
        await().until(() -> heard.toString().equals(all));
    }

    @Test
    void processThatNobodyCanGuardIsNotLeftAlone() {
        // Given a guard that is gone
        Writer gone =
                new StringWriter() {
                    @Override
                    public void flush() {
                        throw new UncheckedIOException(new IOException("broken pipe"));
                    }
                };
        // When a process is started that would last, then it is ended
        assertThatThrownBy(() -> new Guard(gone).guarded(new ProcessBuilder("sleep", LONG)))
                .isInstanceOf(UncheckedIOException.class);
        await().until(() -> ProcessHandle.current().children().noneMatch(GuardTest::sleeps));
    }

    private static boolean sleeps(ProcessHandle process) {
        return process.info()
                .arguments()
                .filter(words -> List.of(words).contains(LONG))
                .isPresent();
    }
}
