namespace KmCommons.Host;
static class Seed { public static Task<int> Run(IServiceProvider s, IConfiguration c) => Task.FromResult(0); public static Task Once(IServiceProvider s) => Task.CompletedTask; }
