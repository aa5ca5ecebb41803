package dev.tidegate.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.controller.Letters.Next;

import org.junit.jupiter.api.Test;

class InFlightTest {

    private final InFlight places = new InFlight(3, () -> 0);

    private int taken(Next line) {
        int taken = 0;
        while (places.admits(line)) {
            places.begin(line);
            taken++;
        }
        return taken;
    }

    @Test
    void thoseThatWereTriedBeforeHaveHalfOfTheUrgentPlaces() {
        int again = taken(Next.AGAIN);
        int urgent = taken(Next.URGENT);
        assertThat(again).isPositive();
        assertThat(urgent).isBetween(again, again + 1);
    }

    @Test
    void othersHaveAFixedNumberThatNothingUrgentTakes() {
        taken(Next.URGENT);
        assertThat(taken(Next.DUE)).isEqualTo(3);
        assertThat(places.admits(Next.READY)).isFalse();
        assertThat(places.admits(Next.NONE)).isFalse();
    }
}
