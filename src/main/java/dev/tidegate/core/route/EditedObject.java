package dev.tidegate.core.route;

import java.util.Map;

/** An object with the edited copy of its tree. */
record EditedObject(ObservedObject object, Map<String, Object> copy) {}
