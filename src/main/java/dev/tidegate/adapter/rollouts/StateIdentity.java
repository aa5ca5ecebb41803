package dev.tidegate.adapter.rollouts;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;

import dev.tidegate.core.rollout.Rollout;

import java.io.IOException;

/** Gives a rollout that is read the identity that its resource has: the state does not hold it. */
final class StateIdentity extends JsonDeserializer<Rollout.Identity> {

    @Override
    public Object getAbsentValue(DeserializationContext reading) {
        return reading.getAttribute(Rollout.Identity.class);
    }

    @Override
    public Rollout.Identity deserialize(JsonParser parser, DeserializationContext reading)
            throws IOException {
        parser.skipChildren();
        return (Rollout.Identity) getAbsentValue(reading);
    }
}
