package dev.tidegate.adapter.freezes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.adapter.cluster.ApiObject;
import dev.tidegate.core.event.Action;
import dev.tidegate.core.event.RolloutEvent.Command;
import dev.tidegate.core.event.ServiceKey;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What a command makes of the keys that stand for several namespaces. */
class FreezeEditTest {

    private static Map<String, Object> after(Action action, String namespace, String key) {
        Command command =
                new Command(
                        "c",
                        new ServiceKey(namespace, "all"),
                        Instant.EPOCH,
                        action,
                        Optional.empty(),
                        "somebody",
                        "");
        ApiObject map = new ApiObject(Map.of("data", Map.of(key, "a holiday")));
        return new FreezeEdit(map, command).made(FollowedCommands.parse("")).map("data");
    }

    @Test
    void endOfOneFreezeEndsNoOtherThatTheSameKeyMayMean() {
        assertThat(after(Action.UNFREEZE, "shopeu", "shop_eu"))
                .containsExactly(Map.entry("shop-eu", "written as shop_eu"));
        assertThat(after(Action.UNFREEZE, "shop", "Shop")).isEmpty();
        assertThat(after(Action.UNFREEZE, "shop", "shop")).isEmpty();
    }
}
