package dev.tidegate.adapter.rollouts;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonMappingException.Reference;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says which field of a state cannot be read, and why. */
final class StateProblem {

    private StateProblem() {}

    static String of(IOException e) {
        String why =
                e.getCause() instanceof IllegalArgumentException c ? ": " + c.getMessage() : "";
        return Stream.concat(Stream.of("status.state"), path(e).stream().map(StateProblem::name))
                .collect(Collectors.joining(".", "", ": is missing or wrong" + why));
    }

    private static List<Reference> path(IOException e) {
        return e instanceof JsonMappingException wrong ? wrong.getPath() : List.of();
    }

    /** A field's name, or a number in a list. */
    private static String name(Reference at) {
        return at.getFieldName() == null ? String.valueOf(at.getIndex()) : at.getFieldName();
    }
}
