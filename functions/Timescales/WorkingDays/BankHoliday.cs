namespace HubFunctions.Timescales;

/// <summary>One bank holiday in England and Wales, under the title that gov.uk gives it.</summary>
public sealed record BankHoliday(DateOnly Date, string Title);
