package dev.tidegate.sandbox.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class PicturesTest {

    private static final Path DOCUMENTS = Path.of("src/docs");

    @Test
    void picturesOfTheDocumentationAreThoseThatAreDrawn() throws IOException {
        String page = Files.readString(DOCUMENTS.resolve("evidence.md"));
        for (var picture : Pictures.all().entrySet()) {
            assertThat(Files.readString(DOCUMENTS.resolve(picture.getKey())))
                    .as("./tidegate bench --evidence --rows pictures draws %s", picture.getKey())
                    .isEqualTo(picture.getValue());
            assertThat(page).contains("](" + picture.getKey() + ")");
        }
    }

    @Test
    void careKeepsTheGoodCanary() {
        for (long seed = 1; seed <= 5; seed++) {
            assertThat(new SkewedScrapes(0).rolledBackAfter(seed)).isInfinite();
        }
        assertThat(new GoodCanary(Conditions.STICKY, 1).judged(Conditions.ERRORS, false))
                .allMatch(point -> point.logOdds() <= 1e-9);
    }
}
