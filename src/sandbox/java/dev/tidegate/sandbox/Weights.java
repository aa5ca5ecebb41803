package dev.tidegate.sandbox;

import com.fasterxml.jackson.databind.JsonNode;

/** Reads weights out of an acknowledged VirtualService. */
final class Weights {

    private Weights() {}

    /** Whether any http route of the written object sends traffic to {@code subset}. */
    static boolean routes(ApiServer.Write write, String subset) {
        for (JsonNode route : write.object().path("spec").path("http")) {
            JsonNode destinations = route.path("route");
            for (JsonNode destination : destinations) {
                boolean named =
                        destination.path("destination").path("subset").asText().equals(subset);
                if (named && (destinations.size() == 1 || destination.path("weight").asInt() > 0)) {
                    return true;
                }
            }
        }
        return false;
    }
}
