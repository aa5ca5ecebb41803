package dev.tidegate.core.route.istio;

import dev.tidegate.core.route.ObservedObject;

import java.util.List;
import java.util.Map;

/**
 * An object with the edited copy of its tree.
 *
 * @param notes what a person should know of the edit
 */
record EditedObject(ObservedObject object, Map<String, Object> copy, List<String> notes) {}
