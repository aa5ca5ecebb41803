package dev.tidegate.controller.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;

class RoomTest {

    private static final int KIB = 1024;

    private final Room room = new Room(2, 64 * KIB);
    private final CompletableFuture<String> open = new CompletableFuture<>();

    private String told(int length) throws IOException {
        return hold(length, open).getNow("held");
    }

    private CompletableFuture<String> hold(int length, CompletableFuture<String> answer)
            throws IOException {
        return room.hold(length, () -> answer, () -> CompletableFuture.completedFuture("no room"))
                .toCompletableFuture();
    }

    @Test
    void whatHasNoRoomIsNotStartedUntilAnAnswerGivesSomeBack() throws IOException {
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
    void smallBodiesFindRoomWhereLargeOnesDoNot() throws IOException {
        assertThat(told(64 * KIB)).isEqualTo("held");
        assertThat(told(48 * KIB)).isEqualTo("held");
        assertThat(told(64 * KIB)).isEqualTo("no room");
        assertThat(told(100)).isEqualTo("held");
        assertThat(told(100)).isEqualTo("no room");
    }

    @Test
    void bodyWithoutALengthCountsAsTheLargest() throws IOException {
        assertThat(told(-1)).isEqualTo("held");
        assertThat(told(-1)).isEqualTo("held");
        assertThat(told(0)).isEqualTo("no room");
    }

    @Test
    void bodyThatIsTooLongTakesNoMoreThanWhatIsReadOfIt() throws IOException {
        assertThat(told(1024 * KIB)).isEqualTo("held");
        assertThat(told(1024 * KIB)).isEqualTo("held");
    }

    @Test
    void failureGivesItsRoomBack() throws IOException {
        for (int i = 0; i < 5; i++) {
            assertThatIOException()
                    .isThrownBy(
                            () ->
                                    room.hold(
                                            -1,
                                            () -> {
                                                throw new IOException("the caller hung up");
                                            },
                                            () -> open));
            var failed = hold(-1, CompletableFuture.failedFuture(new IllegalStateException()));
            assertThat(failed).isCompletedExceptionally();
        }
        assertThat(told(-1)).isEqualTo("held");
    }
}
