namespace ActorEngine.Lifecycle;

/// <summary>Makes names that people can say and remember: an adjective and somebody from the theatre.</summary>
internal sealed class NameGenerator(Random random)
{
    private const int Tries = 16;

    private static readonly string[] Left =
    [
        "agile", "amber", "apt", "astute", "blithe", "bold", "brave", "bright", "brisk", "calm", "candid", "cheerful", "civil", "clear", "clever", "cosy",
        "crisp", "daring", "deft", "eager", "earnest", "easy", "elated", "fair", "fearless", "fleet", "fond", "frank", "fresh", "gentle", "glad", "golden",
        "hardy", "hearty", "honest", "humble", "jolly", "keen", "kind", "lively", "loyal", "lucid", "mellow", "merry", "mild", "modest", "neat", "nimble",
        "noble", "patient", "placid", "plucky", "polite", "proud", "quick", "quiet", "ready", "robust", "serene", "sharp", "sincere", "spry", "steady", "sunny",
        "swift", "tidy", "tranquil", "trusty", "upbeat", "valiant", "vivid", "warm", "wise", "witty", "zealous", "zesty",
    ];

    private static readonly string[] Right =
    [
        "acrobat", "baritone", "bassist", "bugler", "cellist", "chorus", "clown", "cobbler", "composer", "conductor", "cornet", "costumer", "dancer",
        "director", "dramatist", "drummer", "dresser", "fiddler", "flautist", "guitarist", "harpist", "hornist", "impresario", "juggler", "librettist",
        "luthier", "maestro", "magician", "mime", "minstrel", "narrator", "oboist", "organist", "painter", "pianist", "piper", "playwright", "poet",
        "prompter", "puppeteer", "rigger", "singer", "soloist", "soprano", "stagehand", "stuntman", "tenor", "tragedian", "troubadour", "trumpeter", "tuner",
        "understudy", "usher", "ventriloquist", "violist", "violinist", "vocalist", "wigmaker",
    ];

    /// <summary>A name that is not taken; after some tries with digits added.</summary>
    public string Next(Func<string, bool> taken)
    {
        for (int attempt = 0; ; attempt++)
        {
            string name = $"{Left[random.Next(Left.Length)]}_{Right[random.Next(Right.Length)]}";
            if (attempt >= Tries) name += random.Next(10, 1000 * (attempt - Tries + 1)).ToString();
            if (!taken(name)) return name;
        }
    }
}
