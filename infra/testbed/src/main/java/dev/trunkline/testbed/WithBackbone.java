package dev.trunkline.testbed;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives a test class its servers: constructor, lifecycle and test methods may ask for a {@link
 * Backbone}, a {@link Kafka}, or a {@link Database} (the same one throughout the class, empty when
 * it starts).
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(BackboneParameters.class)
public @interface WithBackbone {}
