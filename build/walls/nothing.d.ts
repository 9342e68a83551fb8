// What a folder finds when it imports a package that it must not use (see `paths` in its tsconfig.json).
export {}
