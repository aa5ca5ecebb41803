package dev.tidegate.core.selection;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class XxHash64Test {

    private static final long SEED = 2654435761L;

    @ParameterizedTest
    @CsvSource({
        "'', ef46db3751d8e999, ac75fda2929b17ef",
        "a, d24ec4f1a98c6e5b, 393da8b78992279b",
        "abc, 44bc2cf5ad770999, 1318df30094a85fd",
        "Tür, b8f5d663f0281422, aa6202c33ed9964a",
        "Nobody inspects the spammish repetition, fbcea83c8a378bf1, 56db22dd5b051147"
    })
    void textHashesAsTheReferenceDoes(String text, String hash, String seeded) {
        assertThat(XxHash64.of(text)).isEqualTo(Long.parseUnsignedLong(hash, 16));
        assertThat(XxHash64.of(text, SEED)).isEqualTo(Long.parseUnsignedLong(seeded, 16));
    }

    @Test
    void bytesOfEveryLaneAndTailHashAsTheReferenceDoes() {
        // Given 101 bytes: three stripes of 32, then 4 and 1
        byte[] bytes = new byte[101];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        // Then the hash is the reference implementation's
        assertThat(XxHash64.of(bytes, 0)).isEqualTo(0xe99038495f85381eL);
        assertThat(XxHash64.of(bytes, SEED)).isEqualTo(0xa1c6d4174c37136dL);
    }
}
