package dev.tidegate.cli.read;

import dev.tidegate.message.BinaryEvent;

import java.util.List;

/**
 * What a payload became.
 *
 * @param remarks a line for each thing that is left out, and for each that is refused
 * @param refused whether its sender would be told that it is refused
 */
record ReadResult(List<BinaryEvent> events, List<String> remarks, boolean refused) {

    /** One of a payload that is refused as a whole. */
    static ReadResult refused(String reason) {
        return new ReadResult(List.of(), List.of("refused: " + reason), true);
    }
}
