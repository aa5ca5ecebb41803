package dev.tidegate.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;

import dev.tidegate.core.event.FreezeScope;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.event.RolloutEvent.Command;
import dev.tidegate.message.BinaryEvent;

import java.io.PrintWriter;
import java.util.Optional;

/** That an event is on its topic, with the id by which it is known. */
record Published(BinaryEvent written, RolloutEvent event, String identity, String id) {

    void tell(PrintWriter out, Format output) {
        if (output == Format.TEXT) {
            out.println("published to %s for %s: id %s".formatted(written.topic(), about(), id));
        } else {
            out.println(
                    JsonMapper.builder()
                            .build()
                            .createObjectNode()
                            .put("published", written.topic())
                            .put("key", event.service().toString())
                            .put("event", identity));
        }
        out.flush();
    }

    private String about() {
        Optional<FreezeScope> frozen =
                event instanceof Command command ? FreezeScope.of(command) : Optional.empty();
        return frozen.map(FreezeScope::toString).orElseGet(() -> event.service().toString());
    }
}
