package dev.tidegate.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

class PictureTest {

    private static final Path GOLDEN = Path.of("src/test/resources/charts/release.svg");

    /** Found after a minute: a step of 30 s at 5 %, one at 25 %. */
    private static ReleaseCourse release(String name) {
        List<Moment> moments = new ArrayList<>();
        for (int second = 0; second <= 60; second += 5) {
            moments.add(
                    new Moment(
                            second,
                            second < 30 ? 0.05 : 0.25,
                            second / 12.0 - 0.5,
                            4.9,
                            second % 30 == 0
                                    ? Optional.empty()
                                    : Optional.of(
                                            new Rates(0.01, 0.2 / (second % 30), 0.001, 0.0005))));
        }
        return new ReleaseCourse(
                name,
                moments,
                List.of(new Mark(30, "to 25 %", false), new Mark(60, "rolled back", true)));
    }

    @Test
    void pictureIsWhatItWas() throws IOException {
        // When
        String drawn = Picture.svg("reviews", List.of(release("v2")));
        // Then
        if (Boolean.getBoolean("golden.write")) {
            Files.createDirectories(GOLDEN.getParent());
            Files.writeString(GOLDEN, drawn);
        }
        assertThat(drawn).isEqualTo(Files.readString(GOLDEN));
    }

    @Test
    void pictureTellsThoseWhoDoNotSeeItAndRunsNothing() {
        String drawn = Picture.svg("a <b> & c", List.of(release("v2"), release("\"v3\"")));
        assertThat(drawn)
                .contains("<title>a &lt;b&gt; &amp; c</title>")
                .contains("<desc>v2: to 25 % after 30 s, rolled back after 60 s.")
                .contains("&quot;v3&quot;: to 25 %")
                .contains("role=\"img\"", "prefers-color-scheme:dark")
                .doesNotContain("<script", "NaN", "Infinity");
    }

    @Test
    void whatIsBeyondTheAxesStaysOnThem() {
        // Given odds without an end, and rates of nothing
        Moment wild =
                new Moment(1, 1, 1e4, Double.POSITIVE_INFINITY, Optional.of(new Rates(0, 1, 0, 0)));
        // When
        String drawn =
                Picture.svg("wild", List.of(new ReleaseCourse("v2", List.of(wild), List.of())));
        // Then
        assertThat(drawn).doesNotContain("NaN", "Infinity");
    }

    @Test
    void aMillionMomentsAreOneForEachPixel() {
        List<Moment> moments = new ArrayList<>();
        for (int second = 0; second < 100_000; second++) {
            moments.add(new Moment(second, 0.5, second % 7, 4.9, Optional.empty()));
        }
        assertThat(Picture.svg("long", List.of(new ReleaseCourse("v2", moments, List.of()))))
                .hasSizeLessThan(60_000);
    }

    @Test
    void nothingCannotBeDrawn() {
        assertThatThrownBy(() -> new ReleaseCourse("v2", List.of(), List.of()))
                .hasMessageContaining("moments: are none");
    }
}
