package dev.trunkline.load.scratch;

import java.util.Arrays;

/**
 * What hangs together with what, transitively (union-find). A node costs about 24 bytes: its name
 * is kept as a {@link Hash}, so that two names may share a node, which only makes a cluster larger.
 */
public final class Clusters {

  private static final int CHUNK = 1 << 16;
  private static final int SEGMENTS = 256;

  private long[][] names = new long[1][CHUNK];
  private int[][] parents = new int[1][CHUNK];
  private final int[][] slots = new int[SEGMENTS][];
  private final int[] used = new int[SEGMENTS];
  private int count;

  /** No nodes yet. */
  public Clusters() {
    for (int i = 0; i < SEGMENTS; i++) {
      slots[i] = empty(64);
    }
  }

  /** How many nodes there are. */
  public int size() {
    return count;
  }

  /** The node of this name, made if it is new. */
  public int node(String name) {
    long hash = Hash.of(name);
    int segment = (int) (hash >>> 56);
    int slot = slot(segment, hash);
    if (slots[segment][slot] >= 0) {
      return slots[segment][slot];
    }
    int node = add(hash);
    slots[segment][slot] = node;
    if (++used[segment] * 4 > slots[segment].length * 3) {
      grow(segment);
    }
    return node;
  }

  /** Whether there is a node of this name. */
  public boolean knows(String name) {
    long hash = Hash.of(name);
    int segment = (int) (hash >>> 56);
    return slots[segment][slot(segment, hash)] >= 0;
  }

  /** From now on the two hang together. */
  public void unite(int a, int b) {
    int first = of(a);
    int second = of(b);
    if (first != second) {
      // Roots with many nodes below are met often: by halving, paths stay short without ranks.
      parents[second / CHUNK][second % CHUNK] = first;
    }
  }

  /** A number that all nodes of one cluster share. */
  public int of(int node) {
    int at = node;
    while (parent(at) != at) {
      int above = parent(parent(at));
      parents[at / CHUNK][at % CHUNK] = above;
      at = above;
    }
    return at;
  }

  private int parent(int node) {
    return parents[node / CHUNK][node % CHUNK];
  }

  private int add(long name) {
    int chunk = count / CHUNK;
    if (chunk == names.length) {
      names = Arrays.copyOf(names, chunk + 1);
      parents = Arrays.copyOf(parents, chunk + 1);
      names[chunk] = new long[CHUNK];
      parents[chunk] = new int[CHUNK];
    }
    names[chunk][count % CHUNK] = name;
    parents[chunk][count % CHUNK] = count;
    return count++;
  }

  private int slot(int segment, long name) {
    int[] table = slots[segment];
    int slot = (int) name & (table.length - 1);
    while (table[slot] >= 0 && names[table[slot] / CHUNK][table[slot] % CHUNK] != name) {
      slot = (slot + 1) & (table.length - 1);
    }
    return slot;
  }

  private void grow(int segment) {
    int[] old = slots[segment];
    slots[segment] = empty(old.length * 2);
    for (int node : old) {
      if (node >= 0) {
        slots[segment][slot(segment, names[node / CHUNK][node % CHUNK])] = node;
      }
    }
  }

  private static int[] empty(int size) {
    int[] table = new int[size];
    Arrays.fill(table, -1);
    return table;
  }
}
