package dev.tidegate.adapter.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.message.Invalid;

import org.junit.jupiter.api.Test;

import java.util.Random;

class SnappyTest {

    private static final int MOST = 1 << 20;

    /** Texts that repeat themselves near and far, beside such that do not. */
    private static byte[] text(Random random) {
        byte[] text = new byte[random.nextInt(200_000)];
        int kind = random.nextInt(4);
        for (int i = 0; i < text.length; i++) {
            boolean again = i > 0 && kind > 0 && random.nextInt(20 * kind) != 0;
            text[i] =
                    again ? text[random.nextInt(2) == 0 ? i - 1 : i / 2] : (byte) random.nextInt();
        }
        return text;
    }

    @Test
    void whatTheNativeLibraryPacksIsUnpackedTheSame() {
        Random random = new Random(7);
        for (int i = 0; i < 60; i++) {
            byte[] text = text(random);
            assertThat(Snappy.unpacked(Push.packed(text), MOST)).isEqualTo(text);
        }
    }

    @Test
    void brokenBytesAreRefusedWithAReason() {
        Random random = new Random(11);
        for (int i = 0; i < 20_000; i++) {
            byte[] packed = new byte[random.nextInt(60)];
            random.nextBytes(packed);
            try {
                assertThat(Snappy.unpacked(packed, MOST).length).isLessThanOrEqualTo(MOST);
            } catch (Invalid e) {
                assertThat(e.reason()).startsWith("body: is ");
            }
        }
    }

    @Test
    void whatBecomesTooLargeIsRefusedBeforeItHasRoom() {
        byte[] large = Push.packed(new byte[MOST + 1]);
        assertThatThrownBy(() -> Snappy.unpacked(large, MOST))
                .isInstanceOf(Invalid.class)
                .hasMessageContaining("1048577 bytes unpacked; send at most 1048576");
        byte[] pretends = {(byte) 0xff, (byte) 0xff, 0x3f, 0};
        assertThatThrownBy(() -> Snappy.unpacked(pretends, MOST)).isInstanceOf(Invalid.class);
    }
}
