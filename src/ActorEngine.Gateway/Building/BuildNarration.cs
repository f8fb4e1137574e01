using ActorEngine.Contracts;
using ActorEngine.Gateway.Calls;
using ActorEngine.Shapes;

namespace ActorEngine.Gateway.Building;

/// <summary>
/// The story of a build as the classic builder tells it: <c>Step 2/3 : RUN make</c>, what the program says, what it came to. Instructions of one stage
/// come in order; where stages are built at the same time, their stories mix, and each says which step it is when it goes on.
/// </summary>
internal sealed class BuildNarration(Func<string, Task> tell)
{
    /// <summary>What the builder calls the search for a base image.</summary>
    private const string Lookup = "[internal] load metadata for ";

    private readonly Dictionary<int, int> places = [];
    private readonly Dictionary<int, int> numbers = [];
    private readonly Dictionary<int, string> heads = [], results = [];
    private readonly HashSet<int> told = [], cachedStages = [], lookups = [];
    private IReadOnlyList<BuildInstruction> instructions = [];
    private int speaking = -1;
    private int? failed;

    /// <summary>What is going to be done.</summary>
    public void On(BuildOutline outline)
    {
        instructions = outline.Instructions;
        for (int i = 0; i < instructions.Count; i++)
            if (instructions[i].Step is { } step) places.TryAdd(step, i);
    }

    /// <summary>A step begins, or is over.</summary>
    public async Task OnAsync(BuildStep step)
    {
        if (step.Title.StartsWith(Lookup, StringComparison.Ordinal)) lookups.Add(step.Number);
        if (step.Step is not { } id || !places.TryGetValue(id, out int place)) return;
        numbers[step.Number] = place;
        switch (step.State)
        {
            case BuildStepState.Running:
                await TellAsync(place, isCached: false).ConfigureAwait(false);
                break;
            case BuildStepState.Cached:
                await EndAsync(place, step, isCached: true).ConfigureAwait(false);
                break;
            case BuildStepState.Done:
                await EndAsync(place, step, isCached: false).ConfigureAwait(false);
                break;
            case BuildStepState.Failed:
                failed = place;
                await TellAsync(place, isCached: false).ConfigureAwait(false);
                break;
        }
    }

    /// <summary>A step says something.</summary>
    public async Task OnAsync(BuildOutput output)
    {
        if (!numbers.TryGetValue(output.Number, out int place))
        {
            // Of what goes before: images that are fetched.
            if (lookups.Contains(output.Number)) await tell(output.Text).ConfigureAwait(false);
            return;
        }

        if (output.IsStatus) return;
        await TellAsync(place, isCached: false).ConfigureAwait(false);
        if (speaking != place) await tell(Title(place)).ConfigureAwait(false);
        speaking = place;
        await tell(output.IsError ? $"\u001b[91m{output.Text}\u001b[0m" : output.Text).ConfigureAwait(false);
    }

    /// <summary>All is done: what changed settings alone and was not told yet.</summary>
    public async Task FinishAsync(ImageBuilt built)
    {
        for (int i = 0; i < instructions.Count; i++)
        {
            // The last one makes the image.
            if (i == instructions.Count - 1 && !told.Contains(i)) heads[instructions[i].Stage] = Human.Id(built.Id.Value, whole: false);
            await SettingAsync(i, cachedStages.Contains(instructions[i].Stage)).ConfigureAwait(false);
        }
    }

    /// <summary>Why there is no image, in the words that clients know where a program is to blame.</summary>
    public ApiException Failure(Fault fault) =>
        fault is { Code: FaultCode.RuntimeFailed, ExitCode: > 0 and var code } && failed is { } place && instructions[place].Program is { } program && fault.Message.Contains("exit code")
            ? new BuildFailure($"The command '{program}' returned a non-zero code: {code}", code)
            : ApiException.Of(fault);

    private async Task EndAsync(int place, BuildStep step, bool isCached)
    {
        await TellAsync(place, isCached).ConfigureAwait(false);
        int stage = instructions[place].Stage;
        heads[stage] = results[step.Step!.Value] = Human.Id(step.FileSystem?.Value ?? "", whole: false);
        if (isCached) cachedStages.Add(stage);
        else if (!IsBase(place)) cachedStages.Remove(stage);
        if (speaking != place) await tell(Title(place)).ConfigureAwait(false);
        speaking = place;
        if (isCached) await tell(" ---> Using cache\n").ConfigureAwait(false);
        await tell($" ---> {heads[stage]}\n").ConfigureAwait(false);
    }

    // What stands before it in its stage has been done by then.
    private async Task TellAsync(int place, bool isCached)
    {
        if (!told.Add(place)) return;
        int stage = instructions[place].Stage;
        for (int i = 0; i < place; i++)
            if (instructions[i].Stage == stage) await SettingAsync(i, isCached).ConfigureAwait(false);
        speaking = place;
        await tell(Title(place)).ConfigureAwait(false);
    }

    private async Task SettingAsync(int place, bool isCached)
    {
        if (!told.Add(place)) return;
        // What another stage has made.
        if (instructions[place].Step is { } step && results.TryGetValue(step, out string? made)) heads[instructions[place].Stage] = made;
        await tell(Title(place)).ConfigureAwait(false);
        if (isCached && !IsBase(place)) await tell(" ---> Using cache\n").ConfigureAwait(false);
        await tell($" ---> {heads.GetValueOrDefault(instructions[place].Stage, "")}\n").ConfigureAwait(false);
        speaking = place;
    }

    private bool IsBase(int place) => place == 0 || instructions[place - 1].Stage != instructions[place].Stage;

    private string Title(int place) => $"Step {place + 1}/{instructions.Count} : {instructions[place].Text}\n";
}
