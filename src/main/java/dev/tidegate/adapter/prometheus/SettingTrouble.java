package dev.tidegate.adapter.prometheus;

import java.io.IOException;

/** A file that a setting names is not as it must be. Its message names the setting. */
final class SettingTrouble extends IOException {

    SettingTrouble(String why) {
        super(why);
    }
}
