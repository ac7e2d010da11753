package dev.trunkline.load.model;

/** The model keeps the rules; so what it is compared with must keep them too. */
class ModelTest extends Rules {

  @Override
  Tables tables(History history) {
    return history.model();
  }
}
