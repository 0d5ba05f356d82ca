using System.Reflection;
using KmCommons.Foundation;
using Xunit.Abstractions;
using Xunit.Sdk;

[assembly: TestFramework("KmCommons.Tests.WholeRun", "KmCommons.Tests")]
[assembly: System.Runtime.CompilerServices.InternalsVisibleTo("KmCommons.BrowserTests")]

namespace KmCommons.Tests;

/// <summary>What lives as long as the run of all tests, and is cleared away at its end: the one PostgreSQL with its hundreds of megabytes.
/// Not at the end of the process: the test runner kills that a tenth of a second after the last test.</summary>
public sealed class WholeRun(IMessageSink sink) : XunitTestFramework(sink)
{
    static readonly Stack<Func<ValueTask>> AtTheEnd = new();

    /// <summary>Deletes the folder at the end.</summary>
    internal static void Leaves(string folder) => AtTheEnd.Push(() => { Directory.Delete(folder, recursive: true); return ValueTask.CompletedTask; });

    /// <summary>Stops it at the end.</summary>
    internal static LocalPostgres Runs(LocalPostgres postgres)
    {
        AtTheEnd.Push(postgres.DisposeAsync);
        return postgres;
    }

    protected override ITestFrameworkExecutor CreateExecutor(AssemblyName name) => new Executor(name, SourceInformationProvider, DiagnosticMessageSink);

    sealed class Executor(AssemblyName name, ISourceInformationProvider source, IMessageSink sink) : XunitTestFrameworkExecutor(name, source, sink)
    {
        protected override async void RunTestCases(IEnumerable<IXunitTestCase> cases, IMessageSink messages, ITestFrameworkExecutionOptions options)
        {
            using var runner = new Runner(TestAssembly, cases, DiagnosticMessageSink, messages, options);
            await runner.RunAsync();
        }
    }

    sealed class Runner(ITestAssembly assembly, IEnumerable<IXunitTestCase> cases, IMessageSink sink, IMessageSink messages, ITestFrameworkExecutionOptions options)
        : XunitTestAssemblyRunner(assembly, cases, sink, messages, options)
    {
        // So many at once, each begun in its order: xunit itself begins them as its threads come by
        protected override async Task<RunSummary> RunTestCollectionsAsync(IMessageBus bus, CancellationTokenSource stop)
        {
            using var free = new SemaphoreSlim(ExecutionOptions.MaxParallelThreadsOrDefault());
            var running = new List<Task<RunSummary>>();
            foreach (var (collection, cases) in OrderTestCollections())
            {
                await free.WaitAsync(stop.Token);
                running.Add(Task.Run(async () =>
                {
                    try { return await RunTestCollectionAsync(bus, collection, cases, stop); }
                    finally { free.Release(); }
                }));
            }
            var summary = new RunSummary();
            foreach (var one in await Task.WhenAll(running))
                summary.Aggregate(one);
            return summary;
        }

        protected override async Task BeforeTestAssemblyFinishedAsync()
        {
            await base.BeforeTestAssemblyFinishedAsync();
            while (AtTheEnd.TryPop(out var deed))
                await deed();
        }
    }
}
