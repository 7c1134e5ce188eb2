// Apart from the fakes: these files import @jest/globals, which loads under Jest only.
export {};
