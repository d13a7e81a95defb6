package com.bestqi.platform.problem;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.Objects;
import org.hibernate.validator.spi.nodenameprovider.JavaBeanProperty;
import org.hibernate.validator.spi.nodenameprovider.Property;
import org.hibernate.validator.spi.nodenameprovider.PropertyNodeNameProvider;

/** Violations name a field as the body has it, where the code calls it otherwise. */
@ApplicationScoped
@Unremovable // the validator looks it up
class JsonFieldNames implements PropertyNodeNameProvider {
    @Override
    public String getName(Property property) {
        return property instanceof JavaBeanProperty bean
                ? Arrays.stream(bean.getDeclaringClass().getDeclaredFields())
                        .filter(field -> field.getName().equals(bean.getName()))
                        .map(field -> field.getAnnotation(JsonProperty.class))
                        .filter(Objects::nonNull)
                        .map(JsonProperty::value)
                        .filter(name -> !name.isEmpty())
                        .findFirst()
                        .orElse(bean.getName())
                : property.getName();
    }
}
