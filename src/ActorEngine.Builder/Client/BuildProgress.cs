using ActorEngine.Contracts;

namespace ActorEngine.Builder;

/// <summary>Numbers what a build does and tells its client. Thread-safe.</summary>
internal sealed class BuildProgress(BuildClient client, TimeProvider time)
{
    private int last;

    public Vertex Begin(string title)
    {
        var vertex = new Vertex(this, Interlocked.Increment(ref last), title, time.GetTimestamp());
        client.Post(new BuildStep(vertex.Number, title, BuildStepState.Started));
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
    internal sealed class Vertex(BuildProgress progress, int number, string title, long began)
    {
        public int Number { get; } = number;

        public double Seconds => progress.Elapsed(began);

        public void Done() => progress.Tell(new BuildStep(Number, title, BuildStepState.Done) { Seconds = Seconds });

        public void Cached() => progress.Tell(new BuildStep(Number, title, BuildStepState.Cached));

        public void Failed(string error) => progress.Tell(new BuildStep(Number, title, BuildStepState.Failed) { Seconds = Seconds, Error = error });

        public void Cancelled() => progress.Tell(new BuildStep(Number, title, BuildStepState.Cancelled) { Seconds = Seconds });

        /// <summary>A line of the builder's own.</summary>
        public void Status(string line) => progress.Tell(new BuildOutput(Number, Seconds, line + "\n") { IsStatus = true });

        /// <summary>What a program wrote.</summary>
        public ValueTask OutputAsync(string text, CancellationToken cancellation) => progress.OutputAsync(new BuildOutput(Number, Seconds, text), cancellation);
    }

    private double Elapsed(long began) => time.GetElapsedTime(began).TotalSeconds;

    private void Tell(IItem item) => client.Post(item);

    private ValueTask OutputAsync(BuildOutput output, CancellationToken cancellation) => client.OutputAsync(output, cancellation);
}
