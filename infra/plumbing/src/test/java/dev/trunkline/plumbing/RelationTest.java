package dev.trunkline.plumbing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RelationTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SAME | false | false | true",
        "SAME | true | false | false",
        "SAME_WORDS | delete,compact | compact,delete | true",
        "SAME_WORDS | compact, delete | compact,delete | true",
        "SAME_WORDS | delete | compact,delete | false",
        "SAME_WORDS | compact,delete | delete | false",
        "AT_LEAST | 2097152 | 2097152 | true",
        "AT_LEAST | 2097153 | 2097152 | true",
        "AT_LEAST | 2097151 | 2097152 | false",
        "AT_LEAST | -1 | 604800000 | true",
        "AT_LEAST_AND_BOUNDED | 268435456 | 268435456 | true",
        "AT_LEAST_AND_BOUNDED | 300000000 | 268435456 | true",
        "AT_LEAST_AND_BOUNDED | 1000 | 268435456 | false",
        "AT_LEAST_AND_BOUNDED | -1 | 268435456 | false",
        "AT_MOST | 3600000 | 3600000 | true",
        "AT_MOST | 1000 | 3600000 | true",
        "AT_MOST | 604800000 | 3600000 | false",
        "AT_MOST | 0.5 | 0.2 | false",
        "AT_MOST | 0.2 | 0.2 | true",
      })
  void whatIsFoundFitsWhatIsStatedOrNot(
      Relation relation, String found, String stated, boolean fits) {
    assertThat(relation.holds(found, stated)).isEqualTo(fits);
  }
}
