using ActorEngine.Contracts;
using ActorEngine.Gateway.Calls;
using ActorEngine.Shapes;

namespace ActorEngine.Gateway.Building;

/// <summary>What a client hears of its build.</summary>
internal interface IBuildTeller
{
    /// <summary>A piece of the narration.</summary>
    Task WriteAsync(string text);

    /// <summary>There is an image.</summary>
    Task FinishAsync(ImageBuilt built);

    /// <summary>There is none; the reason follows.</summary>
    Task FailAsync();
}

/// <summary>Tells everything as it comes.</summary>
/// <param name="aux">Tells the image's id for programs too.</param>
internal sealed class StreamTeller(ProgressStream output, bool aux) : IBuildTeller
{
    public Task WriteAsync(string text) => output.TextAsync(text);

    public async Task FinishAsync(ImageBuilt built)
    {
        if (aux) await output.WriteAsync(new Fields { ["aux"] = new Fields { ["ID"] = built.Id.Value } }).ConfigureAwait(false);
        foreach (string warning in built.Warnings) await output.TextAsync($"[Warning] {warning}\n").ConfigureAwait(false);
        await output.TextAsync($"Successfully built {Human.Id(built.Id.Value, whole: false)}\n").ConfigureAwait(false);
        foreach (string name in built.References) await output.TextAsync($"Successfully tagged {name}\n").ConfigureAwait(false);
    }

    public Task FailAsync() => Task.CompletedTask;
}

/// <summary>Tells the id of the image alone; of a build that fails, what was said in the end.</summary>
internal sealed class QuietTeller(ProgressStream output) : IBuildTeller
{
    /// <summary>Characters that are kept for a failure.</summary>
    private const int Most = 1 << 20;

    private readonly Queue<string> said = new();
    private long length;

    public Task WriteAsync(string text)
    {
        said.Enqueue(text);
        length += text.Length;
        while (length > Most) length -= said.Dequeue().Length;
        return Task.CompletedTask;
    }

    public Task FinishAsync(ImageBuilt built) => output.TextAsync(built.Id.Value + "\n");

    public async Task FailAsync()
    {
        foreach (string text in said) await output.TextAsync(text).ConfigureAwait(false);
    }
}
