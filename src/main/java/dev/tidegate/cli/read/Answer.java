package dev.tidegate.cli.read;

import dev.tidegate.message.Written;

import java.util.List;

/**
 * What a payload became.
 *
 * @param remarks a line for each thing that is left out, and for each that is refused
 * @param refused whether its sender would be told that it is refused
 */
record Answer(List<Written> events, List<String> remarks, boolean refused) {

    /** One of a payload that is refused as a whole. */
    static Answer refused(String reason) {
        return new Answer(List.of(), List.of("refused: " + reason), true);
    }
}
