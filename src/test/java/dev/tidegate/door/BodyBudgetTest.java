package dev.tidegate.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.SynchronousQueue;

class BodyBudgetTest {

    private static final int KIB = 1024;

    private final BodyBudget room = new BodyBudget(2, 64 * KIB, Duration.ofMinutes(1));
    private final CompletableFuture<String> open = new CompletableFuture<>();

    private String told(int length) {
        return hold(length, open).getNow("held");
    }

    private CompletableFuture<String> hold(int length, CompletableFuture<String> answer) {
        return room.hold(length, () -> answer, () -> CompletableFuture.completedFuture("no room"))
                .toCompletableFuture();
    }

    @Test
    void whatHasNoRoomIsNotStartedUntilAnAnswerGivesSomeBack() {
        // Given
        assertThat(told(64 * KIB)).isEqualTo("held");
        assertThat(told(64 * KIB)).isEqualTo("held");
        assertThat(told(1)).isEqualTo("no room");
        // When
        open.complete("done");
        // Then
        assertThat(told(64 * KIB)).isEqualTo("done");
    }

    @Test
    void smallBodiesFindRoomWhereLargeOnesDoNot() {
        assertThat(told(64 * KIB)).isEqualTo("held");
        assertThat(told(48 * KIB)).isEqualTo("held");
        assertThat(told(64 * KIB)).isEqualTo("no room");
        assertThat(told(100)).isEqualTo("held");
        assertThat(told(100)).isEqualTo("no room");
    }

    @Test
    void halfOfTheRoomIsKeptForWhoHadARightBefore() {
        // Given as much as those can hold who had none
        assertThat(held(false, 64 * KIB)).isEqualTo("held");
        assertThat(held(false, 1)).isEqualTo("no room");
        // Then the others have the rest
        assertThat(held(true, 64 * KIB)).isEqualTo("held");
        assertThat(held(true, 1)).isEqualTo("no room");
        // When all is answered, then all is there again
        open.complete("done");
        assertThat(held(true, 64 * KIB)).isEqualTo("done");
        assertThat(held(false, 64 * KIB)).isEqualTo("done");
    }

    private String held(boolean proven, int length) {
        return room.hold(
                        proven,
                        length,
                        () -> open,
                        () -> CompletableFuture.completedFuture("no room"))
                .toCompletableFuture()
                .getNow("held");
    }

    @Test
    void bodyWithoutALengthCountsAsTheLargest() {
        assertThat(told(-1)).isEqualTo("held");
        assertThat(told(-1)).isEqualTo("held");
        assertThat(told(0)).isEqualTo("no room");
    }

    @Test
    void bodyThatIsTooLongTakesNoMoreThanWhatIsReadOfIt() {
        assertThat(told(1024 * KIB)).isEqualTo("held");
        assertThat(told(1024 * KIB)).isEqualTo("held");
    }

    @Test
    void failureGivesItsRoomBack() {
        for (int i = 0; i < 5; i++) {
            assertThatIllegalStateException()
                    .isThrownBy(
                            () ->
                                    room.hold(
                                            -1,
                                            () -> {
                                                throw new IllegalStateException("a mistake");
                                            },
                                            () -> open));
            var failed = hold(-1, CompletableFuture.failedFuture(new IllegalStateException()));
            assertThat(failed).isCompletedExceptionally();
        }
        assertThat(told(-1)).isEqualTo("held");
    }

    @Test
    void bodyIsReadWholeAndOneThatIsTooLongNoFurther() throws IOException {
        assertThat(room.read(new ByteArrayInputStream(new byte[64 * KIB]))).hasSize(64 * KIB);
        InputStream tooLong = new ByteArrayInputStream(new byte[70 * KIB]);
        assertThat(room.read(tooLong)).hasSize(64 * KIB + 1);
        assertThat(tooLong.available()).isEqualTo(6 * KIB - 1);
    }

    @Test
    void bodyThatComesInDropsIsGivenUp() {
        // Given a sender whose every byte comes soon
        Dripping body = new Dripping();
        // Then
        assertThatExceptionOfType(SocketTimeoutException.class)
                // so long that reading has begun on a busy machine, too
                .isThrownBy(() -> new BodyBudget(1, 64 * KIB, Duration.ofSeconds(3)).read(body))
                .withMessageContaining("did not come within 3000 ms");
        assertThat(body.givenUp).succeedsWithin(Duration.ofMinutes(1));
    }

    @Test
    void senderWhoHangsUpIsNoLateOne() throws IOException {
        InputStream broken = InputStream.nullInputStream();
        broken.close();
        assertThat(catchThrowable(() -> room.read(broken)))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(SocketTimeoutException.class);
    }

    /** Has the next byte after a moment, for ever. */
    private static final class Dripping extends InputStream {

        private final CompletableFuture<Void> givenUp = new CompletableFuture<>();

        @Override
        public int read() throws IOException {
            try {
                return new SynchronousQueue<Integer>().poll(1, MILLISECONDS) == null ? 'x' : -1;
            } catch (InterruptedException e) {
                givenUp.complete(null);
                throw new InterruptedIOException();
            }
        }

        @Override
        public int read(byte[] into, int from, int most) throws IOException {
            into[from] = (byte) read();
            return 1;
        }
    }
}
