package dev.tidegate.adapter.freezes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.adapter.cluster.TestApi;
import dev.tidegate.controller.Result;
import dev.tidegate.controller.Scheduler;
import dev.tidegate.controller.Schedulers;
import dev.tidegate.core.event.Action;
import dev.tidegate.core.event.FreezeScope;
import dev.tidegate.core.event.RolloutEvent.Command;

import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is remembered of freezes, so that a copy of a command changes nothing. */
class FollowedCommandsTest {

    private static final Scheduler SCHEDULER = Schedulers.of(Clock.systemUTC());

    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private static final FollowedCommands NONE = FollowedCommands.parse("");

    private static Command freeze(String id, String namespace, int second) {
        return new Command(
                id,
                FreezeScope.of(namespace).service(),
                START.plusSeconds(second),
                Action.FREEZE,
                Optional.empty(),
                "ann smith",
                "");
    }

    private static FollowedCommands again(FollowedCommands followed) {
        return FollowedCommands.parse(followed.toString());
    }

    @Test
    void lineSaysWhenWhatOfWhatAndByWhom() {
        FollowedCommands followed = NONE.and(freeze("/cli 1+1%", "bookinfo", 0));
        assertThat(followed)
                .hasToString("2026-03-01T10:00:00Z freeze bookinfo ann+smith /cli+1%2B1%25");
        assertThat(again(followed)).isEqualTo(followed);
    }

    @Test
    void whatIsForgottenOfAKeyIsKnownByItsTime() {
        FollowedCommands followed = NONE;
        for (int i = 0; i <= FollowedCommands.MOST_OF_A_KEY; i++) {
            followed = again(followed.and(freeze("/cli " + i, "bookinfo", i)));
        }
        assertThat(followed.commands()).hasSize(FollowedCommands.MOST_OF_A_KEY);
        assertThat(followed.knows(freeze("/cli 0", "bookinfo", 0))).isTrue();
        assertThat(followed.knows(freeze("/cli new", "bookinfo", 99))).isFalse();
    }

    @Test
    void commandsOfManyNamespacesAreNoCopiesOfEachOther() {
        // Given a script that freezes every namespace, whose commands come in any order
        int many = FollowedCommands.MOST + 60;
        List<Command> commands = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            commands.add(freeze("/cli " + i, "team-" + i, many - i));
        }
        FollowedCommands followed = NONE;
        for (Command command : commands) {
            // Then each is followed
            assertThat(followed.knows(command)).isFalse();
            followed = again(followed.and(command));
        }
        // and each of their copies is known
        assertThat(commands).allMatch(followed::knows);
        assertThat(followed.commands()).hasSize(FollowedCommands.MOST);
    }

    @Test
    void whatIsRememberedHasABound() {
        FollowedCommands followed = NONE;
        for (int i = 0; i < FollowedCommands.MOST + FollowedCommands.MOST_KEYS + 9; i++) {
            followed = followed.and(freeze("/cli " + i, "team-" + i, i));
        }
        assertThat(followed.commands()).hasSize(FollowedCommands.MOST);
        assertThat(followed.forgotten()).hasSize(FollowedCommands.MOST_KEYS);
    }

    @Test
    void linesThatAreNoneOfOursAreNoCommands() {
        String lines = "by hand\n\nx y z\na freeze b c d\n2026-03-01T10:00:00Z freeze b c %zz";
        assertThat(FollowedCommands.parse(lines)).isEqualTo(NONE);
    }

    @Test
    void copyIsKnownInTheClusterWhenItsIdIsForgotten() {
        try (TestApi api = new TestApi();
                KubernetesFreezes replica =
                        new KubernetesFreezes(api.cluster, SCHEDULER, "tidegate")) {
            // Given more commands than are kept
            for (int i = 0; i <= FollowedCommands.MOST_OF_A_KEY; i++) {
                assertThat(replica.follow(freeze("/cli " + i, "bookinfo", i)))
                        .isEqualTo(new Result.Done<>(true));
            }
            // When the first comes again, Then nothing changes
            assertThat(replica.follow(freeze("/cli 0", "bookinfo", 0)))
                    .isEqualTo(new Result.Done<>(false));
        }
    }
}
