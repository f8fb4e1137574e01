using ActorEngine.Contracts;

namespace ActorEngine.Builder;

/// <summary>Numbers what a build does and tells its client. Thread-safe.</summary>
internal sealed class BuildProgress(BuildClient client, TimeProvider time)
{
    private int last;

    /// <param name="step">The step of the plan that it is; null where it is none.</param>
    public Vertex Begin(string title, int? step = null)
    {
        var vertex = new Vertex(this, Interlocked.Increment(ref last), title, step, time.GetTimestamp());
        client.Post(new BuildStep(vertex.Number, title, BuildStepState.Started) { Step = step });
        return vertex;
    }

    /// <summary>Something that was found done.</summary>
    public void Cached(string title)
    {
        int number = Interlocked.Increment(ref last);
        client.Post(new BuildStep(number, title, BuildStepState.Started));
        client.Post(new BuildStep(number, title, BuildStepState.Cached));
    }

    /// <summary>One thing that is being done.</summary>
    internal sealed class Vertex(BuildProgress progress, int number, string title, int? step, long began)
    {
        public int Number { get; } = number;

        public double Seconds => progress.Elapsed(began);

        /// <param name="fileSystem">What stands for the file system that it made.</param>
        public void Done(Digest? fileSystem = null) => progress.Tell(Now(BuildStepState.Done) with { Seconds = Seconds, FileSystem = fileSystem });

        public void Cached(Digest? fileSystem = null) => progress.Tell(Now(BuildStepState.Cached) with { FileSystem = fileSystem });

        public void Failed(string error) => progress.Tell(Now(BuildStepState.Failed) with { Seconds = Seconds, Error = error });

        public void Cancelled() => progress.Tell(Now(BuildStepState.Cancelled) with { Seconds = Seconds });

        /// <summary>The cache has nothing for it.</summary>
        public void Running()
        {
            if (progress.Outlines) progress.Tell(Now(BuildStepState.Running));
        }

        /// <summary>A line of the builder's own.</summary>
        public void Status(string line) => progress.Tell(new BuildOutput(Number, Seconds, line + "\n") { IsStatus = true });

        private BuildStep Now(BuildStepState state) => new(Number, title, state) { Step = step };

        /// <summary>What a program wrote.</summary>
        public ValueTask OutputAsync(string text, bool isError, CancellationToken cancellation) => progress.OutputAsync(new BuildOutput(Number, Seconds, text) { IsError = isError }, cancellation);
    }

    private bool Outlines => client.Request.Outline;

    private double Elapsed(long began) => time.GetElapsedTime(began).TotalSeconds;

    private void Tell(IItem item) => client.Post(item);

    private ValueTask OutputAsync(BuildOutput output, CancellationToken cancellation) => client.OutputAsync(output, cancellation);
}
