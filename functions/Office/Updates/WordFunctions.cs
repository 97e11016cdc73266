using HubFunctions.Http;
using HubFunctions.Updates;
using Microsoft.Azure.Functions.Worker;

namespace HubFunctions.Office;

/// <summary>A word that nobody knows becomes one of its partner's, and everything that was refused for it is read
/// again.</summary>
public sealed class WordFunctions(OfficePages pages, WordReplay words)
{
    [Function("AddPartnerWord"), Page(PageAccess.Office), MaxBody(16 * 1024)]
    public async Task<IResult> AddPartnerWordAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "office/partners/{partner}/words")] HttpRequest request)
    {
        var word = new UnknownWord(request.Route("partner"), request.Form["word"].ToString(), 0);
        if (!StatusWords.IsWord(word.Word))
            return await pages.OfAsync(
                request,
                400,
                "This is not a word",
                "Nothing was stored. Open the list of what is refused, and choose a word there.");
        if (MeaningWords.Read(request.Form["meaning"].ToString()) is not { } meaning)
            return await AskAsync(request, word, "Choose what the word means", 400);
        var (added, outcomes, left) = await words.RunAsync(word, meaning, request.Stop());
        return added switch
        {
            AddedWord.Done => await pages.ShowAsync<WordPage>(
                pages.Of(request, "Read again") with { Section = "Refused" }, new()
                {
                    ["Word"] = word,
                    ["Outcomes"] = outcomes,
                    ["Left"] = left,
                }),
            AddedWord.OtherMeaning =>
                await AskAsync(
                    request,
                    word,
                    "The word has another meaning already: somebody was faster, or it is one of the hub’s own",
                    409),
            AddedWord.TooMany =>
                await AskAsync(
                    request, word, $"The partner has {PartnerLimits.StatusWords} words already: take one away first", 409),
            AddedWord.Busy =>
                await AskAsync(request, word, "Others are changing this partner: wait a moment, then try again", 409),
            _ =>
                await pages.OfAsync(
                    request,
                    409,
                    "The partner is no longer known",
                    "Nothing was changed. Enter the partner again, then replay what it sent."),
        };
    }

    private async Task<IResult> AskAsync(HttpRequest request, UnknownWord word, string error, int status)
    {
        var counted = word with { Count = await words.CountAsync(word, request.Stop()) };
        return await pages.ShowAsync<WordPage>(
            pages.Of(request, "What does this word mean?") with
            {
                Section = "Refused",
                Errors = [new(WordForm.IdOf(word), "meaning", error)],
            }, new() { ["Word"] = counted }, status);
    }
}
