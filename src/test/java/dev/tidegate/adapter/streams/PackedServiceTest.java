package dev.tidegate.adapter.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.analysis.Analyst;
import dev.tidegate.core.analysis.ServiceEvidence;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.SplittableRandom;

class PackedServiceTest {

    private static void assertSame(ServiceEvidence state) {
        assertThat(PackedService.read(PackedService.bytes(state))).contains(state);
    }

    @Test
    void everythingIsReadAsItWasWritten() {
        assertSame(ServiceEvidence.NONE);
        assertSame(States.after(2, -1, 0));
        assertSame(States.after(2, 30, 0));
        ServiceEvidence worse = States.after(2, 30, 10);
        assertThat(worse.followed().orElseThrow().told().worse()).isPresent();
        assertSame(worse);
        ServiceEvidence whole =
                Analyst.live(
                                States.after(1, 30, 0),
                                States.release("one", 2, 1, 1, 30),
                                States.START.plusSeconds(30))
                        .state();
        assertThat(whole.followed().orElseThrow().before()).isPresent();
        assertSame(whole);
        assertSame(Analyst.ended(worse).state());
        assertSame(Analyst.unread(worse, "data: is no JSON, aß€").state());
    }

    /** Each reading writes it to memory, each second to the changelog: it has to be small. */
    @Test
    void ofTwentyProxiesItTakesLessThanTenKilobytes() {
        int bytes = PackedService.bytes(States.after(20, 130, 0)).length;
        assertThat(bytes).isBetween(4_000, 10_000);
    }

    @Test
    void otherBytesAreNoState() {
        byte[] bytes = PackedService.bytes(States.after(2, 30, 0));
        for (int length = 0; length < bytes.length; length += 7) {
            assertThat(PackedService.read(Arrays.copyOf(bytes, length))).isEmpty();
        }
        byte[] later = bytes.clone();
        later[0] = 2;
        assertThat(PackedService.read(later)).isEmpty();
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 2_000; i++) {
            byte[] wrong = bytes.clone();
            wrong[1 + random.nextInt(wrong.length - 1)] = (byte) random.nextInt();
            PackedService.read(wrong);
        }
    }
}
